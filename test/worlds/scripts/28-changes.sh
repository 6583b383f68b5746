# Apply, edit, replace and patch in the wrong order.
kubectl create deployment web --image=nginx --dry-run=client -o yaml > web.yaml
kubectl replace -f web.yaml
kubectl apply -f web.yaml
kubectl apply -f web.yaml
kubectl create -f web.yaml
kubectl replace -f web.yaml
kubectl replace --force -f web.yaml
sed 's/app: web/app: other/' web.yaml > other.yaml; kubectl apply -f other.yaml
sed 's/replicas: 1/replicas: 0/' web.yaml | kubectl apply -f -
sed 's/replicas: 1/replicas: 1.5/' web.yaml | kubectl apply -f -
sed 's/replicas: 1/replicas:/' web.yaml | kubectl apply -f -
sed 's/replicas: 1/replica: 1/' web.yaml | kubectl apply -f -
sed 's/image: nginx/image: ""/' web.yaml | kubectl apply -f -
sed 's/image: nginx/imagee: nginx/' web.yaml | kubectl apply -f -
sed 's/- image: nginx/- image: nginx\n        image: redis/' web.yaml | kubectl apply -f -
sed 's/strategy: {}/strategy: {type: Recreat}/' web.yaml | kubectl apply -f -
sed 's/strategy: {}/strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}/' web.yaml | kubectl apply -f -
sed 's/kind: Deployment/kind: ReplicaSet/' web.yaml | kubectl apply -f -
sed 's/name: web/name: Web/' web.yaml | kubectl apply -f -
kubectl apply -f web.yaml --dry-run
kubectl apply -f web.yaml --dry-run=client
kubectl apply -f web.yaml --dry-run=server
kubectl apply -f web.yaml --dry-run=none -o name
kubectl apply -f web.yaml -n kube-system --dry-run=client
kubectl apply -f web.yaml -n nosuch
kubectl apply -f web.yaml -o yml
kubectl apply -f web.yaml --prune
kubectl apply -f web.yaml --recusive
kubectl apply web.yaml
kubectl apply -f web.yaml --force --grace-period=0
kubectl apply view-last-applied deploy/web | head -3
kubectl apply view-last-applied deploy/nosuch
kubectl apply view-last-applied
kubectl apply set-last-applied -f web.yaml
kubectl apply edit
kubectl create deployment api --image=redis
kubectl create deployment api --image=redis --dry-run=client -o yaml | kubectl apply -f -
kubectl get deploy api -o jsonpath='{.metadata.annotations}' | cut -c1-60
kubectl patch deploy/web --patch '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:1.26"}]}}}}'
kubectl patch deploy/web --patch '{"spec":{"template":{"spec":{"containers":[{"image":"nginx:1.26"}]}}}}'
kubectl patch deploy/web --type=merge --patch '{"spec":{"template":{"spec":{"containers":[{"image":"nginx:1.26"}]}}}}'
kubectl patch deploy/web --patch '{"spec":{"selector":{"matchLabels":{"app":"x"}}}}'
kubectl patch deploy/web --patch '{"metadata":{"name":"x"}}'
kubectl patch deploy/web --patch '{"metadata":{"namespace":"x"}}'
kubectl patch deploy/web --patch '{"spec":{"nope":1}}'
kubectl patch deploy/web --patch '[]'
kubectl patch deploy/web --patch ''
kubectl patch deploy/web --patch-file nosuch.json
kubectl patch deploy/web --patch-file web.yaml --patch '{}'
kubectl patch -f web.yaml -p '{"spec":{"replicas":2}}'
kubectl patch deploy/web deploy/api -p '{"spec":{"replicas":2}}'
kubectl patch deploy -p '{"spec":{"replicas":2}}'
kubectl patch pod nosuch -p '{}'
kubectl patch deploy web --type json -p '[{"op":"remove","path":"/spec/replicas"}]'
kubectl patch deploy web --type json -p '[{"op":"add","path":"spec/replicas","value":2}]'
kubectl patch deploy web --type json -p '[{"op":"test","path":"/spec/replicas","value":9}]'
kubectl patch deploy web --type json -p '[{"op":"jump","path":"/spec/replicas"}]'
kubectl patch deploy web --type json -p '[{"path":"/spec/replicas"}]'
kubectl patch deploy web --subresource=status -p '{"spec":{"replicas":5}}'
kubectl patch deploy web --subresource=nope -p '{}'
kubectl set image deploy/web nginx=nginx:1.27 redis=redis:7
kubectl set image deploy/web '*=nginx:1.27'
kubectl set image deploy --all nginx=nginx:1.28
kubectl set image pod/nosuch nginx=nginx
kubectl set image deploy/web -c nginx nginx:1.27
kubectl set env deploy/web A=1 B=2
kubectl set env deploy/web A-
kubectl set env deploy/web --list
kubectl set env deploy/web --from=cm/nosuch
kubectl set resources deploy web
kubectl set resources deploy web --limits=cpu=lots
kubectl set resources deploy web --limits=cpu=200m,memory=64
kubectl set resources deploy web --requests=cpu=1 --limits=cpu=500m
kubectl set resources deploy web --limits=cpu
kubectl set selector svc nosuch a=b
kubectl set serviceaccount deploy web
kubectl rollout history deploy/web
kubectl rollout history deploy/web --revision=1 | head -2
kubectl rollout history deploy/web --revision=99
kubectl rollout history deploy/web --revision=x
kubectl rollout history deploy/nosuch
kubectl rollout undo deploy/web
kubectl rollout undo deploy
kubectl rollout undo web
kubectl rollout undo deploy/api
kubectl rollout restart deploy/web deploy/nosuch
kubectl rollout restart pod/nosuch
kubectl rollout restart deploy -l app=nope
kubectl rollout pause deploy/web
kubectl rollout pause deploy/web
kubectl rollout undo deploy/web
kubectl rollout restart deploy/web
kubectl rollout resume deploy/web
kubectl rollout resume deploy/web
kubectl rollout status deploy/web --timeout=1x
kubectl rollout status deploy/web --watch=no
kubectl rollout status deploy/web --revision=77
kubectl rollout status deploy/web deploy/api
kubectl scale --replicas=2 -f web.yaml
kubectl scale --replicas=1 deploy web api
kubectl scale --replicas=1 deploy/web,deploy/api
kubectl scale --replicas 3 deployment.apps/web
kubectl scale deploy --all --replicas=1
kubectl scale deploy/web --replicas=1e1
kubectl scale deploy/web --replicas=99999999999
kubectl scale rs --all --replicas=0 | wc -l
kubectl label deploy --all tier=x
kubectl label deploy web api team=red
kubectl label deploy web team=blue api
kubectl label deploy web team=blue
kubectl label deploy web team=blue --overwrite
kubectl label deploy web team=blue team-
kubectl label deploy web 'bad key=x'
kubectl label deploy web -- -x
kubectl label deploy web kubernetes.io/
kubectl label deploy web team=$(printf 'x%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64) --overwrite
kubectl label deploy web --list team=x
kubectl label node --all disk=ssd
kubectl label ns default team=red --resource-version=1
kubectl annotate deploy web a=1 a-
kubectl annotate deploy web 'x y=1'
kubectl annotate deploy web a-
kubectl annotate deploy --list
kubectl expose deploy/web --port=80 --name=Web
kubectl expose deploy/web --port=80 --name=1web
kubectl expose deploy/web --port=80,443 --dry-run=client -o yaml
kubectl expose deploy/web --port=0
kubectl expose deploy/web --port=70000
kubectl expose deploy/web --port=80 --selector=app
kubectl expose deploy/web --port=80 --protocol=HTTP
kubectl expose deploy/web --port=80 --target-port=http --name=named
kubectl expose deploy/web --port=80 --cluster-ip=1.2.3.4 --name=fixed
kubectl expose deploy/web --port=80 --cluster-ip=None --name=headless
kubectl expose svc/headless --port=81 --name=again
kubectl expose deploy web api --port=80
