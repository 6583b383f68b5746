# The commands of the ClusterIP lesson.
# preset: k3s
kubectl get service
kubectl get svc -o wide
kubectl describe service
kubectl get endpoints
kubectl get endpointslices
kubectl create deployment back-end --image=nginx --replicas=3
kubectl get deployments
kubectl get pods -o wide
cat <<EOF > service-definition.yaml
apiVersion: v1
kind: Service
metadata:
  name: back-end
spec:
  type: ClusterIP
  ports:
    - targetPort: 80
      port: 80
  selector:
    app: back-end
EOF
kubectl create -f service-definition.yaml
kubectl create -f service-definition.yaml
kubectl get service
kubectl get service back-end -o yaml
kubectl describe svc back-end
kubectl get ep back-end
kubectl get endpointslices -l kubernetes.io/service-name=back-end -o wide
kubectl scale deployment back-end --replicas=1
kubectl describe svc back-end | grep Endpoints
kubectl delete -f service-definition.yaml
kubectl delete -f service-definition.yaml
kubectl get svc
