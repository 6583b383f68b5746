// Command lines that touch everything a lab keeps: objects in mid-change, containers that run scripts, logs, files in
// pods, the learner's files, variables, functions and history.

export const rollouts: readonly string[] = [
  'alias kg="kubectl get"; export NS=default; count=0',
  'kubectl create deployment web --image=nginx:1.26 --replicas=3',
  'kubectl expose deployment web --port=80',
  'kubectl get pods -o wide; (( count++ )); echo $RANDOM',
  `cat > loop.yaml <<'END'
apiVersion: v1
kind: Pod
metadata:
  name: loop
  labels: {app: loop}
spec:
  terminationGracePeriodSeconds: 2
  containers:
  - name: main
    image: busybox
    command: [sh, -c, 'i=0; while true; do i=$((i+1)); echo "round $i $RANDOM"; echo $i > /tmp/i; sleep 1.7; done']
END`,
  'kubectl apply -f loop.yaml',
  'kubectl logs loop --tail=2',
  'pod() { kubectl get pods -l app=web -o name | sort | head -1; }',
  'kubectl exec loop -- sh -c "echo kept > /tmp/kept; cat /tmp/i"',
  'kubectl delete --wait=false $(pod); (( count++ ))',
  "kg pods --no-headers | awk '{print $3}' | sort | uniq -c",
  'sed s/round/turn/ loop.yaml > other.yaml; cd /tmp; pwd',
  'kubectl patch deployment web -p \'{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:1.27"}]}}}}\'',
  'kubectl exec loop -- cat /tmp/kept',
  'kubectl scale deployment web --replicas=5; kubectl get rs',
  'kubectl run crash --image=busybox -- sh -c "echo up; sleep 3; exit 1"',
  'kubectl run client --image=busybox --restart=Never -- sh -c "for i in 1 2 3 4 5 6; do wget -qO- web | head -1; sleep 2; done"',
  'cd -; echo $count $OLDPWD $?',
  'kubectl logs client; sleep 5; kubectl logs crash --previous',
  'kubectl run bad --image=nosuch/image:1; kubectl get pods',
  'kubectl delete pod loop; kubectl get pod loop',
  'kubectl get events --sort-by=.metadata.name -o name | wc -l; type pod; history | tail -2',
  'kubectl scale deploy web --replicas=1',
  'kubectl describe deployment web; kubectl get svc,ep; date; echo $RANDOM',
]

export const files: readonly string[] = [
  'mkdir -p work/a; cd work; echo one > a/one.txt; printf "\\x00\\xff" > a/bin',
  'kubectl create configmap conf --from-file=a --from-literal=k=v; kubectl get cm conf -o yaml',
  'kubectl create ns team; kubectl config set-context --current --namespace=team',
  'kubectl create secret generic sec --from-literal=pass=word',
  `kubectl apply -f - <<'END'
apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec:
  replicas: 2
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      containers:
      - name: main
        image: busybox
        env: [{name: PASS, valueFrom: {secretKeyRef: {name: sec, key: pass}}}]
        command: [sh, -c, 'n=0; while :; do n=$((n+1)); echo $n $PASS; test $n -lt 25 || exit 1; sleep 2; done']
        readinessProbe: {exec: {command: [test, -e, /tmp/ready]}, periodSeconds: 1}
        volumeMounts: [{name: tmp, mountPath: /data}]
      volumes: [{name: tmp, emptyDir: {}}]
END`,
  'kubectl get pods',
  'p=$(kubectl get pods -o jsonpath="{.items[0].metadata.name}"); echo $p',
  'kubectl exec $p -- touch /tmp/ready; kubectl exec $p -- sh -c "echo $p > /data/name; ls /data"',
  'kubectl get pods -o wide; kubectl logs $p | tail -3',
  'declare -A map; map[x]=1; list=(a "b c"); set -o pipefail; export map',
  'echo ${map[x]} "${list[@]}" | tee out.txt; false | true; echo $?',
  'kubectl exec -i $p -- sh -c "cat > /tmp/in; wc -c < /tmp/in" < out.txt',
  'kubectl label pod $p app-; kubectl get pods --show-labels',
  'chmod +x out.txt; ls -la',
  'kubectl delete pod $p --grace-period=1',
  'kubectl logs -l app=app --tail=1 --prefix',
  'kubectl create deployment tmp --image=redis; kubectl delete deployment tmp --cascade=orphan; kubectl get rs,pods',
  'kubectl delete ns team --wait=false; kubectl get ns',
  'kubectl get all -n team; kubectl config get-contexts',
  'rm -r a; cat out.txt; echo "$SECONDS ${#list[@]} $-"',
]
