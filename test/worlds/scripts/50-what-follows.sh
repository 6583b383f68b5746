# preset: kubeadm
# versions: 1.27, 1.31, 1.33
# What controllers do of themselves: taints of nodes, mirrors of static pods, slices of endpoints that were made by hand,
# and what a namespace that goes says of what is left.
kubectl cordon node01
kubectl describe node node01 | head -30
kubectl get node node01 -o jsonpath='{.spec.taints}'
kubectl get nodes
kubectl uncordon node01
kubectl get node node01 -o jsonpath='{.spec}'
kubectl describe pod -n kube-system kube-apiserver-controlplane
kubectl describe pod -n kube-system etcd-controlplane
kubectl describe pod -n kube-system -l component=kube-scheduler
kubectl describe pod -n kube-system kube-controller-manager-controlplane
kubectl get pods -n kube-system -o custom-columns=NAME:.metadata.name,OWNER:.metadata.ownerReferences[*].kind
kubectl delete pod -n kube-system etcd-controlplane
kubectl get pod -n kube-system etcd-controlplane
kubectl logs -n kube-system etcd-controlplane | wc -l
kubectl describe ds -n kube-system
kubectl describe pods -n kube-system -l k8s-app=kube-proxy
kubectl get deploy -n kube-system coredns -o yaml
kubectl create -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: outside
spec:
  ports:
  - port: 80
EOF
kubectl describe service outside
kubectl create -f - <<EOF
apiVersion: v1
kind: Endpoints
metadata:
  name: outside
  labels:
    made: by-hand
subsets:
- addresses:
  - ip: 192.0.2.10
  - ip: 192.0.2.11
  notReadyAddresses:
  - ip: 192.0.2.12
  ports:
  - port: 8080
EOF
kubectl get endpoints,endpointslices
kubectl describe endpoints outside
kubectl describe endpointslices -l kubernetes.io/service-name=outside
kubectl get endpointslices -l made=by-hand -o yaml
kubectl describe service outside
kubectl delete service outside
kubectl get endpoints,endpointslices
kubectl create namespace shop
kubectl create configmap held -n shop --from-literal=a=b
kubectl patch configmap held -n shop -p '{"metadata":{"finalizers":["example.com/hold"]}}'
kubectl delete namespace shop --wait=false
kubectl get namespace shop
kubectl describe namespace shop
kubectl get namespace shop -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.message}{"\n"}{end}'
kubectl get all,configmaps -n shop
kubectl create configmap more -n shop
kubectl run web --image=nginx -n shop
kubectl create deployment web --image=nginx
kubectl wait --for=condition=Available deploy/web
kubectl delete node node01
kubectl logs deploy/web
kubectl exec deploy/web -- ls
kubectl attach deploy/web
kubectl get pods -o wide --no-headers | wc -l
